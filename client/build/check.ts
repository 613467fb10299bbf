import { join } from 'node:path';
import { client, compile, say } from './steps.ts';

/** Holds the types of the client's source and of the examples against the package. */
const examples = join(client, '../examples');
for (const project of [client, join(examples, 'mirror'), join(examples, 'receiver')]) {
  say(`the types of ${project === client ? 'its source' : `examples/${project.slice(examples.length + 1)}`}`);
  compile(project);
}
