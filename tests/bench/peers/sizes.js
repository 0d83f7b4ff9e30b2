// How much of everything; smaller numbers in the environment while developing.

const number = (name, usual) => Number(process.env[`KHONGCHO_BENCH_${name}`] ?? usual);

export const RUNS = number("RUNS", 3);
/** A contender that takes longer over a push, a pull or a crowd has no figure there. */
export const PATIENCE_S = number("PATIENCE_S", 120);
export const PUSH = number("PUSH", 2_000);
export const PULL = number("PULL", 20_000);
export const TURNS = number("TURNS", 5);
export const SAVES = number("SAVES", 300);
export const CLIENTS = number("CLIENTS", 200);
export const CLIENT_RECORDS = number("CLIENT_RECORDS", 20);
export const CRASH = number("CRASH", 500);
export const GROWN = (process.env.KHONGCHO_BENCH_GROWN ?? "2000,20000").split(",").map(Number);
export const GROWTH = number("GROWTH", 100);
export const SERVED = (process.env.KHONGCHO_BENCH_SERVED ?? "2000,20000,200000").split(",").map(Number);
export const SERVED_UNITS = (process.env.KHONGCHO_BENCH_SERVED_UNITS ?? "1,10,100").split(",").map(Number);
export const SERVED_EACH = number("SERVED_EACH", 2_000);
export const SERVED_SIZE = number("SERVED_SIZE", 100);
/** With 100 in each, twice what the server brings its baseline up to date after (SPEC P9): each size pays for two. */
export const SERVED_ROUNDS = number("SERVED_ROUNDS", 40);
export const DEVICES = number("DEVICES", 400);
export const DEVICES_OF_A_UNIT = number("DEVICES_OF_A_UNIT", 4);
export const DEVICE_RECORDS = number("DEVICE_RECORDS", 100);
