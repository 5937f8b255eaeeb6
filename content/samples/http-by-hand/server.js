import { createServer } from 'node:http';

const port = Number(process.argv[2] ?? 7000);
let connections = 0;

const server = createServer((request, response) => {
  console.log(`connection ${connections}: ${request.method} ${request.url}`);
  if (request.url === '/fixed') {
    response.setHeader('Content-Length', Buffer.byteLength('소켓'));
    response.end('소켓');
  } else {
    response.write('in two '); // no length is known yet: Node.js sends chunks
    response.end('parts');
  }
});
server.on('connection', () => (connections += 1));
server.listen(port, () => console.log(`listening on ${port}`));
