import net from 'node:net';

const port = Number(process.argv[2] ?? 7000);

const server = net.createServer({ allowHalfOpen: true }, (peer) => {
  let total = 0;
  peer.on('data', (data) => {
    total += data.length;
  });
  peer.on('end', () => console.log('echoed', total, 'bytes'));
  peer.on('error', (error) => console.error(error.code));
  peer.pipe(peer);
});
server.listen(port, () => console.log('listening on', port));
