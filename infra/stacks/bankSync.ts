import { Tags, type App } from 'aws-cdk-lib/core';
import { version } from '../../shared/contracts/version.ts';
import type { Settings } from '../config/settings.ts';
import { stopFeed } from '../constructs/stopFeed.ts';
import { ApplicationStack } from './applicationStack.ts';
import { DataStack } from './dataStack.ts';
import { edgeOf, EdgeStack } from './edgeStack.ts';

/** The stacks of one stage. */
export const makeBankSync = (app: App, settings: Settings, codeRoot: string) => {
  const data = new DataStack(app, `PontoBankSync-${settings.stage}-Data`, settings, codeRoot);
  const application = new ApplicationStack(app, `PontoBankSync-${settings.stage}-Application`, {
    settings,
    dataStack: data,
    codeRoot,
  });
  const edge = edgeOf(settings);
  const edgeStack = edge && new EdgeStack(app, `PontoBankSync-${settings.stage}-Edge`, settings, edge);
  Tags.of(app).add('service', 'ponto-bank-sync');
  Tags.of(app).add('stage', settings.stage);
  // A changed tag updates a hold on a queue, and an update may turn on what an operator has turned off.
  Tags.of(app).add('release', settings.release ?? version, {
    excludeResourceTypes: ['AWS::Lambda::EventSourceMapping'],
  });
  if (settings.feed === 'stopped') stopFeed(application);
  return { data, application, ...(edgeStack && { edge: edgeStack }) };
};
