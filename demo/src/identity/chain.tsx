/** How the visitor became an AWS principal, link by link. */
const links = {
  user: [
    ['User pool', 'Your password was proved by SRP. It never left this page.'],
    ['ID token', 'The user pool signed who you are.'],
    ['Identity pool', 'It checked the token and gave it an identity id.'],
    ['Temporary keys', 'For one hour, for one role, for you.'],
  ],
  guest: [
    ['No account', 'You told nobody who you are.'],
    ['Identity pool', 'It lets guests in, and gave you an identity id.'],
    ['Temporary keys', 'For one hour, for the guest role.'],
  ],
} as const;

export const Chain = ({ signedIn }: { signedIn: boolean }) => (
  <ol className="card chain" aria-label="How you became an AWS principal">
    {links[signedIn ? 'user' : 'guest'].map(([name, meaning]) => (
      <li key={name}>
        <strong>{name}</strong>
        <span className="muted">{meaning}</span>
      </li>
    ))}
  </ol>
);
