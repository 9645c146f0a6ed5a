/** The header of every page: brand, navigation, outbox, colour scheme, and the account or the sign-in. */
import { pathTo, type Route } from '../router.ts';
import { Icon } from '../ui/icon.tsx';
import { Nav } from './nav.tsx';
import { Outbox } from './outbox.tsx';
import { SchemeSwitch } from './scheme-switch.tsx';
import { ProgressLine } from './progress-line.tsx';
import { SessionMenu } from './session-menu.tsx';

export const Header = ({ route }: { route: Route }) => (
  <header className="top">
    <ProgressLine />
    <div className="top-inner">
      <a className="brand" href={pathTo('gallery')}>
        <span className="brand-mark">
          <Icon name="anchor" />
        </span>
        <span className="brand-name">Harbor</span>
      </a>
      <Nav current={route} />
      <div className="top-end">
        <Outbox />
        <SchemeSwitch />
        <SessionMenu route={route} />
      </div>
    </div>
  </header>
);
