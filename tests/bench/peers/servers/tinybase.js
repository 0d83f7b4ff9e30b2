// TinyBase's WsServer; its stores stay in memory.

import { createMergeableStore } from "tinybase/mergeable-store";
import { Persists, createCustomPersister } from "tinybase/persisters";
import { createWsServer } from "tinybase/synchronizers/synchronizer-ws-server";
import { WebSocketServer } from "ws";
import { TABLE } from "../lib/tinybase.js";
import { assets, serve, settings } from "./serve.js";

const { port, script } = settings();
const stores = new Map();
const nothing = async () => {};

/** The store of a path, kept when its last client has gone. */
function kept(path) {
  if (!stores.has(path)) stores.set(path, createMergeableStore());
  return createCustomPersister(stores.get(path), nothing, nothing, nothing, nothing, undefined, Persists.MergeableStoreOnly);
}

const count = () => [...stores.values()].reduce((sum, store) => sum + store.getRowCount(TABLE), 0);

const server = serve(port, { ...assets(script), "GET /count": async () => ({ body: JSON.stringify({ count: count() }) }) });
createWsServer(new WebSocketServer({ server }), kept);
