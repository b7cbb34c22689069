/** What Naru's ingest is compared with: an Express handler that reads the bytes of a body, and nothing else. */
import express from 'express';

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.post('/api/events', async (request, response) => {
  let bytes = 0;
  for await (const piece of request) bytes += piece.length;
  response.status(202).json({ bytes });
});
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.once('SIGINT', () => process.exit(0));
