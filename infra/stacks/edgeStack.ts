import { CfnOutput, Duration, SecretValue, Stack, Validations } from 'aws-cdk-lib/core';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { edgeKeyHeader } from '../../shared/contracts/edge.ts';
import { edgeKeyName, environmentOf, namePrefix } from '../config/names.ts';
import type { Settings } from '../config/settings.ts';
import { EdgeFirewall } from '../constructs/edgeFirewall.ts';
import { suppressFindings } from '../constructs/suppressFindings.ts';

/** What the settings say of the way in before the gateway. */
export interface EdgeSettings {
  readonly origin: string;
  readonly certificateArn: string;
  readonly keyDigests: readonly string[];
}

/** @returns undefined where an installation has none */
export const edgeOf = ({ edgeOrigin, edgeCertificateArn, edgeKeyDigests }: Settings): EdgeSettings | undefined =>
  edgeOrigin === undefined || edgeCertificateArn === undefined || edgeKeyDigests === undefined
    ? undefined
    : { origin: edgeOrigin, certificateArn: edgeCertificateArn, keyDigests: edgeKeyDigests };

const whyNoLog = 'A log of requests would hold their queries, in which codes and states of consents travel.';

/**
 * CloudFront and WAF before the gateway, for installations that want them. In Virginia, where AWS wants both. It keeps
 * nothing and caches nothing, and can be taken away.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, settings: Settings, edge: EdgeSettings) {
    super(scope, id, {
      description: `Ponto Bank Sync, ${settings.stage}: CloudFront and WAF before the API`,
      env: environmentOf({ ...settings, region: 'us-east-1' }),
    });
    const firewall = new EdgeFirewall(this, 'Firewall', { name: `${namePrefix(settings)}-edge` });
    const distribution = new Distribution(this, 'Distribution', {
      comment: `${namePrefix(settings)}: the way to the API`,
      domainNames: [new URL(settings.publicUrl).hostname],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', edge.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      priceClass: PriceClass.PRICE_CLASS_100,
      webAclId: firewall.arn,
      defaultBehavior: {
        origin: new HttpOrigin(edge.origin, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          // The gateway itself waits for 30.
          readTimeout: Duration.seconds(40),
          customHeaders: {
            [edgeKeyHeader]: SecretValue.secretsManager(edgeKeyName(settings, edge.keyDigests)).unsafeUnwrap(),
          },
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      },
    });
    Validations.of(distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'People open their accounts from wherever they are; no country is shut out.' },
      { id: 'AwsSolutions-CFR3', reason: whyNoLog },
    );
    suppressFindings(distribution, { checkov: { CKV_AWS_86: whyNoLog } });
    new CfnOutput(this, 'EdgeTarget', {
      value: distribution.distributionDomainName,
      description: 'What the DNS record of the host of publicUrl points to (CNAME, or ALIAS in Route 53)',
    });
  }
}
