// (c) The limit: `node:http` verifies and parses, and does nothing else.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const secret = process.env.META_APP_SECRET;
const ANSWER = 'EVENT_RECEIVED';

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const expected = createHmac('sha256', secret).update(body).digest();
    const given = Buffer.from(
      request.headers['x-hub-signature-256'].slice('sha256='.length),
      'hex',
    );
    const isGood = timingSafeEqual(given, expected) && JSON.parse(body).entry.length > 0;
    response.writeHead(isGood ? 200 : 401, { 'Content-Length': ANSWER.length });
    response.end(ANSWER);
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  process.send({ port: server.address().port });
});
process.on('disconnect', () => server.close(() => process.exit()));
