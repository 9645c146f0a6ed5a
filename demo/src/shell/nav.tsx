/** The navigation between pages: a row in the header, or a bar at the bottom edge of a phone. */
import { pathTo, type Route } from '../router.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

const places = [
  { route: 'gallery', label: 'Gallery', icon: 'gallery' },
  { route: 'files', label: 'Files', icon: 'files' },
  { route: 'notes', label: 'Notes', icon: 'notes' },
  { route: 'identity', label: 'Identity', icon: 'identity' },
] as const satisfies readonly { route: Route; label: string; icon: IconName }[];

export const Nav = ({ current }: { current: Route }) => (
  <nav className="nav" aria-label="Harbor">
    <ul>
      {places.map(({ route, label, icon }) => (
        <li key={route}>
          <a href={pathTo(route)} aria-current={route === current ? 'page' : undefined}>
            <Icon name={icon} />
            {label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
