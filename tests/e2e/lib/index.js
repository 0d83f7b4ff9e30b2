// What a spec imports.
export * from "./accessibility.js";
export * from "./browser.js";
export * from "./cbor.js";
export * from "./counter.js";
export * from "./ending.js";
export * from "./fixture.js";
export * from "./full.js";
export * from "./officer.js";
export * from "./paper.js";
export * from "./protocol.js";
export * from "./proxy.js";
export * from "./quota.js";
export * from "./server.js";
export * from "./sign-in.js";
export * from "./store.js";
export * from "./until.js";
export * from "./witness.js";
