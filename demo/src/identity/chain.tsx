/** Lists the steps by which the visitor became an AWS principal. */
const links = {
  user: [
    ['User pool', 'SRP proved your password. It never left this page.'],
    ['ID token', 'The user pool signed your claims.'],
    ['Identity pool', 'It checked the token and assigned you an identity id.'],
    ['Temporary keys', 'They are yours, for one role and one hour.'],
  ],
  guest: [
    ['No account', 'You have not signed in.'],
    ['Identity pool', 'It accepts guests, and assigned you an identity id.'],
    ['Temporary keys', 'They are for the guest role, for one hour.'],
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
