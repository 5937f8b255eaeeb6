import net from 'node:net';

const port = Number(process.argv[2] ?? 7000);

// allowHalfOpen: the client's FIN ends its half only; ours ends below
const server = net.createServer({ allowHalfOpen: true }, (peer) => {
  let total = 0;
  peer.on('data', (data) => {
    total += data.length;
    if (!peer.write(data)) peer.pause();
  });
  peer.on('drain', () => peer.resume());
  peer.on('end', () => {
    peer.end();
    console.log('echoed', total, 'bytes');
  });
  peer.on('error', (error) => console.error(error.code));
});
server.listen(port, () => console.log('listening on', port));
