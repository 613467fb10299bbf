import { ServiceFault } from '../serviceFault.ts';
import { conditionsHold, matches, type Asked } from './allows.ts';
import { asksItsOwnPolicyFirst, judgeCall, whatPolicySays, type Call, type Verdict } from './judgeCall.ts';
import type { ResourcePolicy } from './resourcePolicy.ts';
import type { Statement } from './statement.ts';

/** Who a function is: its access key id is its name. */
export interface Principal {
  readonly name: string;
  /** ARN of its role. */
  readonly role: string;
  readonly statements: readonly Statement[];
}

/** One action on one resource that a function may do, and whether it has done it. */
export interface Right {
  readonly functionName: string;
  readonly action: string;
  readonly resource: string;
  readonly used: boolean;
}

export interface Denial {
  readonly functionName: string;
  readonly action: string;
  readonly resource: string;
}

export interface AwsAccount {
  readonly region: string;
  readonly accountId: string;
}

/** The person at the keyboard and the runner itself own the account: they may do everything. */
export const ownerKeyId = 'local';

/** The loopback stands in for TLS. */
const overTls = { 'aws:SecureTransport': ['true'] };

const keyIdOf = (authorization: string | undefined): string =>
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1] ?? '';

interface Grant {
  readonly action: string;
  readonly resource: string;
  readonly conditions: Statement['conditions'];
  used: boolean;
}

const grantsOf = (statements: readonly Statement[]): readonly Grant[] =>
  statements.flatMap(({ actions, resources, conditions }) =>
    actions.flatMap((action) => resources.map((resource) => ({ action, resource, conditions, used: false }))),
  );

/**
 * IAM: every call of a function is checked against the policies of its role, as AWS would. What is asked and what is
 * granted are kept, so that a right that nobody uses shows, too.
 */
export class Rights {
  readonly account: AwsAccount;
  readonly #onDenied: (denial: Denial) => void;
  readonly #granted = new Map<string, readonly Grant[]>();
  readonly #roles = new Map<string, string>();
  #policies: readonly ResourcePolicy[] = [];
  readonly #denied = new Map<string, Denial>();

  constructor(account: AwsAccount, onDenied: (denial: Denial) => void) {
    this.account = account;
    this.#onDenied = onDenied;
  }

  grant(principals: readonly Principal[]): void {
    for (const { name, role, statements } of principals) {
      this.#granted.set(name, grantsOf(statements));
      this.#roles.set(name, role);
    }
  }

  /** What the resources themselves say counts from now on. */
  protect(policies: readonly ResourcePolicy[]): void {
    this.#policies = policies;
  }

  /** Whether a call between services passes. */
  judge(call: Call): Verdict {
    return judgeCall(this.#policies, call);
  }

  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.account.region}:${this.account.accountId}:${resource}`;
  }

  /** @throws ServiceFault when whoever signed the call may not do what it asks */
  check(authorization: string | undefined, asks: readonly Asked[]): void {
    const name = keyIdOf(authorization);
    if (name === ownerKeyId) return;
    const grants = this.#granted.get(name);
    if (!grants) {
      throw new ServiceFault('UnrecognizedClientException', 'The security token included in the request is invalid.');
    }
    for (const asked of asks) this.#checkOne(name, grants, asked);
  }

  /** Every right of every function. */
  get report(): readonly Right[] {
    return [...this.#granted].flatMap(([functionName, grants]) =>
      grants.map(({ action, resource, used }) => ({ functionName, action, resource, used })),
    );
  }

  /** What was asked and refused, each once. */
  get denied(): readonly Denial[] {
    return [...this.#denied.values()];
  }

  #checkOne(functionName: string, grants: readonly Grant[], asked: Asked): void {
    const { action, resources, context } = asked;
    const said = this.#resourcesSay(functionName, asked);
    const allowing = grants.filter(
      (grant) =>
        matches(grant.action, action) &&
        resources.some((resource) => matches(grant.resource, resource)) &&
        conditionsHold(grant.conditions, context),
    );
    for (const grant of allowing) grant.used = true;
    if (said === 'denies') this.#refuse(functionName, asked, 'with an explicit deny in a resource-based policy');
    if (said === 'allows') return;
    if (said === 'shuts')
      this.#refuse(functionName, asked, `because no resource-based policy allows the ${action} action`);
    if (allowing.length > 0) return;
    this.#refuse(functionName, asked, `because no identity-based policy allows the ${action} action`);
  }

  #resourcesSay(
    functionName: string,
    { action, resources, context }: Asked,
  ): 'denies' | 'allows' | 'shuts' | 'nothing' {
    const caller = { roleArn: this.#roles.get(functionName) ?? '', statements: [] };
    const said = this.#policies
      .filter(({ resource }) => resources.includes(resource))
      .map((policy) => ({
        policy,
        call: { caller, action, resource: policy.resource, context: { ...overTls, ...context } },
      }))
      .map(({ policy, call }) => whatPolicySays(policy, call));
    if (said.includes('denies')) return 'denies';
    if (said.includes('allows')) return 'allows';
    return said.includes('nothing') && asksItsOwnPolicyFirst(action) ? 'shuts' : 'nothing';
  }

  #refuse(functionName: string, { action, resources }: Asked, reason: string): never {
    const denial = { functionName, action, resource: resources.join(' or ') };
    const key = JSON.stringify(denial);
    if (!this.#denied.has(key)) this.#onDenied(denial);
    this.#denied.set(key, denial);
    throw new ServiceFault(
      'AccessDeniedException',
      `${functionName} is not authorized to perform: ${action} on resource: ${denial.resource} ${reason}`,
    );
  }
}
