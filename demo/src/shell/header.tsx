/** The top edge of every page: the brand, the way around, and who is here. */
import { pathTo, type Route } from '../router.ts';
import { Icon } from '../ui/icon.tsx';
import { Nav } from './nav.tsx';
import { Outbox } from './outbox.tsx';
import { SchemeSwitch } from './scheme-switch.tsx';
import { Thread } from './progress-line.tsx';
import { WhoIsHere } from './session-menu.tsx';

export const Header = ({ route }: { route: Route }) => (
  <header className="top">
    <Thread />
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
        <WhoIsHere route={route} />
      </div>
    </div>
  </header>
);
