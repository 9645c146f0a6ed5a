/** A page that holds a client and nothing else: for what the vault does in a real browser. */
import { createCognito, createSignInFlow, type CognitoConfig } from 'cognito-kit';

const config = JSON.parse(decodeURIComponent(location.search.slice(1))) as CognitoConfig;
const cognito = createCognito(config);
const seen: string[] = [];
cognito.subscribe(() => seen.push(cognito.getSession().status));

export interface VaultPage {
  cognito: typeof cognito;
  /** Every status that was told of. */
  seen: string[];
  signIn: (answer: { username: string; password: string; remember?: boolean }) => Promise<string>;
}

const inPage: VaultPage = {
  cognito,
  seen,
  async signIn(answer) {
    const flow = createSignInFlow(cognito);
    await flow.start(answer);
    return flow.getSnapshot().name;
  },
};
Object.assign(globalThis, { inPage });
