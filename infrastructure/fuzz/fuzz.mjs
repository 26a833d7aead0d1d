// npm run fuzz [-- [--quick] [<name>...]]: what bad input does to it.
import { runProofs } from '../proof/proofs.mjs';

process.exitCode = await runProofs('fuzz', {}, process.argv.slice(2));
