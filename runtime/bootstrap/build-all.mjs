/** `npm run build`: what `npm start` would build. */
import { prepare } from './prepare.mjs';

await prepare(['editor', 'runtime']);
