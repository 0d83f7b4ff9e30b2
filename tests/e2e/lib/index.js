// What a spec imports.
export * from "./accessibility.js";
export * from "./browser.js";
export * from "./counter.js";
export * from "./proxy.js";
export * from "./server.js";
export * from "./sign-in.js";
export * from "./until.js";
