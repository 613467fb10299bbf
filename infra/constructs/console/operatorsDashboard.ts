import { AlarmStatusWidget, Dashboard, PeriodOverride, Row, TextWidget, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { feedWidgets, type FeedWidgetsProps } from './feedWidgets.ts';
import { apiWidgets, costWidgets, functionWidgets, type TechnicalWidgetsProps } from './technicalWidgets.ts';

export interface OperatorsDashboardProps extends FeedWidgetsProps, TechnicalWidgetsProps {
  readonly dashboardName: string;
  readonly alarms: readonly IAlarm[];
}

const heading = (text: string): TextWidget => new TextWidget({ markdown: `## ${text}`, width: 24, height: 1 });

/** One page: first whether anybody is hurt, then how the feed does, then what it costs, then the machine room. */
export class OperatorsDashboard extends Construct {
  constructor(scope: Construct, id: string, props: OperatorsDashboardProps) {
    super(scope, id);
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: props.dashboardName,
      // Every graph says its own period: what is counted once a day must not be averaged over minutes.
      periodOverride: PeriodOverride.INHERIT,
      start: '-P7D',
    });
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: 'Is anybody hurt?', alarms: [...props.alarms], width: 24, height: 5 }),
    );
    dashboard.addWidgets(heading('The feed'));
    for (const row of feedWidgets(props)) dashboard.addWidgets(new Row(...row));
    dashboard.addWidgets(heading('What it costs'));
    dashboard.addWidgets(...costWidgets(props));
    dashboard.addWidgets(heading('The machine room'));
    dashboard.addWidgets(...apiWidgets(props));
    dashboard.addWidgets(...functionWidgets(props));
  }
}
