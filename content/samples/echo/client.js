import net from 'node:net';

const port = Number(process.argv[2] ?? 7000);

const peer = net.connect({ port, host: '127.0.0.1' }, () => peer.end('hello, socket'));
const received = [];
peer.on('data', (data) => received.push(data));
peer.on('end', () => {
  const text = Buffer.concat(received);
  console.log(`received ${text.length} bytes: ${text}`);
});
