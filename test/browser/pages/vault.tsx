/** A page with a client and nothing else, for the vault's tests in a real browser. */
import { createCognito, createSignInFlow, type CognitoConfig } from 'cognito-kit';

const config = JSON.parse(decodeURIComponent(location.search.slice(1))) as CognitoConfig;
const cognito = createCognito(config);
const statuses: string[] = [];
cognito.subscribe(() => statuses.push(cognito.getSession().status));

export interface VaultPage {
  cognito: typeof cognito;
  /** The status at each notification of a subscriber. */
  statuses: string[];
  signIn: (answer: { username: string; password: string; remember?: boolean }) => Promise<string>;
}

const inPage: VaultPage = {
  cognito,
  statuses,
  async signIn(answer) {
    const flow = createSignInFlow(cognito);
    await flow.start(answer);
    return flow.getSnapshot().name;
  },
};
Object.assign(globalThis, { inPage });
