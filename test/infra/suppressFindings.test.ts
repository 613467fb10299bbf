import { App, Stack } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { suppressFindings } from '../../infra/constructs/suppressFindings.ts';
import { at, synthesize } from './support.ts';

describe('an explained finding', () => {
  it('stands in the metadata of its resource as its judges read it, with its reason', () => {
    const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Stack');

    suppressFindings(new Queue(stack, 'Queue'), {
      checkov: { CKV_1: 'It is so.' },
      cfnLint: { W1: 'It is thus.' },
      policies: { STAR: 'It is such.' },
    });

    const [queue] = Object.values(Template.fromStack(stack).findResources('AWS::SQS::Queue'));
    expect(queue).toMatchObject({
      Metadata: {
        checkov: { skip: [{ id: 'CKV_1', comment: 'It is so.' }] },
        'cfn-lint': { config: { ignore_checks: ['W1'] }, reasons: { W1: 'It is thus.' } },
        policies: { STAR: 'It is such.' },
      },
    });
  });

  it('has a whole sentence for a reason, everywhere', () => {
    const reasons = [...synthesize('prod').resources.values()].flatMap((resource) => [
      ...Object.values(at(resource, 'Metadata', 'cfn-lint', 'reasons') ?? {}),
      ...Object.values(at(resource, 'Metadata', 'policies') ?? {}),
      ...Object.values(at(resource, 'Metadata', 'checkov', 'skip') ?? {}).map((skip) => at(skip, 'comment')),
    ]);

    expect(reasons.length).toBeGreaterThan(20);
    expect(reasons.filter((reason) => !/^.{20,}\.$/.test(String(reason)))).toEqual([]);
  });
});
