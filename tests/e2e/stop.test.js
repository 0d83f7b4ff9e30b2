// An orderly stop: open streams of hints do not keep the server.

import assert from "node:assert/strict";
import { LAN, ProtocolDevice, Server, test } from "./lib/index.js";

test("told to stop, the server ends its open streams and goes", async (t) => {
  const server = await Server.start();
  t.after(() => server.dispose());
  const device = await ProtocolDevice.signIn(server.url, LAN);
  const hints = await fetch(`${server.url}/api/v1/hints`, { headers: { cookie: device.cookie } });
  assert.equal(hints.status, 200);
  const ended = hints.text();
  await server.stop();
  assert.equal(server.running, false);
  await ended;
  assert.ok(!server.log.join("").includes("stopped_with_requests_open"), "nothing had to be cut off");
});
