// A server and a device for one piece of work, gone afterwards.

export async function withServer(contender, bench, work) {
  const server = await contender.startServer(bench);
  try {
    return await work(server);
  } finally {
    await server.dispose();
  }
}

export const withDevice = (contender, bench, work, options) =>
  withServer(contender, bench, async (server) => {
    const device = await contender.openDevice(server, options);
    try {
      return await work(device, server);
    } finally {
      await device.dispose();
    }
  });

/** The server must hold exactly so many dossiers: a quick answer that is wrong is no figure. */
export async function mustHold(contender, server, wanted) {
  const count = await server.count();
  if (count !== wanted) throw new Error(`${contender.name}: the server holds ${count} dossiers, not ${wanted}`);
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
