// The server of y-websocket, as it starts by itself: documents stay in memory.

import { WebSocketServer } from "ws";
import { docs, setupWSConnection } from "@y/websocket-server/utils";
import { assets, serve, settings } from "./serve.js";

const { port, script } = settings();

const count = () => [...docs.values()].reduce((sum, doc) => sum + doc.getMap("dossiers").size, 0);

const server = serve(port, { ...assets(script), "GET /count": async () => ({ body: JSON.stringify({ count: count() }) }) });
new WebSocketServer({ server }).on("connection", setupWSConnection);
