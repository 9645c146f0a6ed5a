/** Chromium's virtual authenticator: a passkey device for tests, driven over the DevTools protocol. */
import type { Page } from '@playwright/test';

export interface VirtualAuthenticator {
  /** Sets whether user verification (a fingerprint or PIN) succeeds. */
  setUserVerified(isUserVerified: boolean): Promise<void>;
  /** Sets whether the device is touched as soon as a page asks for a passkey. When off, the request waits. */
  setTouched(isTouched: boolean): Promise<void>;
}

/** Adds a device to the page. https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/ */
export async function addVirtualAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    async setUserVerified(isUserVerified) {
      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    async setTouched(enabled) {
      await devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    },
  };
}
