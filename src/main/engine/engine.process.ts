process.parentPort.on('message', ({ ports }) => ports[0]?.start())
