// A store that speaks S3, in this process: a bucket in a folder of its own.

import S3rver from "s3rver";
import { freePort } from "./ports.js";
import { removeFolder, temporaryFolder } from "./server.js";

const KEY = "S3RVER"; // the one that it knows

/**
 *   const store = await Store.start("giay-to");
 *   await Server.start({ env: store.env });
 *   await store.stop();                         // away, with what it holds
 *   await store.run();
 */
export class Store {
  static async start(bucket) {
    const store = new Store();
    Object.assign(store, { bucket, folder: await temporaryFolder("s3"), port: await freePort() });
    await store.run();
    return store;
  }

  /** What the server is told. */
  get env() {
    return {
      AWS_ENDPOINT: `http://127.0.0.1:${this.port}`,
      AWS_ALLOW_HTTP: "true",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: KEY,
      AWS_SECRET_ACCESS_KEY: KEY,
    };
  }

  async run() {
    const { bucket, folder, port } = this;
    this.running = new S3rver({ address: "127.0.0.1", port, silent: true, directory: folder, configureBuckets: [{ name: bucket }] });
    await this.running.run();
  }

  stop = () => this.running.close();

  async dispose() {
    await this.stop().catch(() => {});
    await removeFolder(this.folder);
  }
}
