import { TheProduct } from '../../local/story/theProduct.ts';
import { makeBelongings } from './belongings.ts';
import { fuzzedDocument } from './fuzzedDocument.ts';
import { schemathesis } from './schemathesis.ts';

/** What the fuzz has found. Counts that change with the ids of a run are left out. */
export interface FuzzResult {
  readonly tool: string;
  readonly operations: number;
  readonly failures: readonly string[];
}

/** Far below what the calls of today make: fewer means that it was not let in. */
const fewestCases = 1_000;

/** Starts the product as `npm start` does, lets a tenant go through the main job, and calls it as its document says. */
export const fuzz = async (bin: string, folder: string): Promise<FuzzResult> => {
  const product = await TheProduct.start();
  try {
    const subject = { url: product.url, sandboxUrl: product.sandboxUrl, token: await product.tokenFor('bakery') };
    const text = await (await fetch(`${product.url}/v1/openapi.json`)).text();
    const document = fuzzedDocument(text, await makeBelongings(subject));
    const report = await schemathesis({ bin, folder, subject, document });
    const { operations, test_cases: cases } = report;
    return {
      tool: `Schemathesis ${report.schemathesis_version}`,
      operations: operations.tested,
      failures: [
        ...report.failures.flatMap((found) =>
          found.operations.map((name) => `${name}: ${found.title} (${found.code})`),
        ),
        ...report.errors.map((error) => `it stumbled: ${JSON.stringify(error)}`),
        ...(operations.tested < operations.selected ? ['some calls were not made'] : []),
        ...(cases.generated < fewestCases ? [`only ${cases.generated} calls were made`] : []),
      ],
    };
  } finally {
    await product.stop();
  }
};
