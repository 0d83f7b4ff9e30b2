// PouchDB's server: the Express application of pouchdb-server over LevelDB.

import { createRequire } from "node:module";
import express from "express";
import { assets, settings } from "./serve.js";

const require = createRequire(import.meta.url);
const { port, script, folder } = settings();
const PouchDB = require("pouchdb").defaults({ prefix: `${folder}/` });
const dossiers = new PouchDB("dossiers");

const app = express();
for (const [route, make] of Object.entries(assets(script))) {
  app.get(route.split(" ")[1], (_, response) => {
    const { type, body } = make();
    response.type(type).send(body);
  });
}
app.get("/count", async (_, response) => response.json({ count: (await dossiers.info()).doc_count }));
const pouch = require("express-pouchdb")(PouchDB, { inMemoryConfig: true, logPath: `${folder}/log.txt`, mode: "minimumForPouchDB" });
app.use("/db", pouch);
app.listen(port, "127.0.0.1");
