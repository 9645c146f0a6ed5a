/** `useUpload` and `useObjects` of cognito-kit/s3: uploads go to the caller's own prefix. */
import type { Meta, StoryObj } from '@storybook/react-vite';
import { Authenticator } from 'cognito-kit';
import { useObjects, useUpload } from 'cognito-kit/s3';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createUser, signIn } from '../support/user-actions.ts';
import { ada } from '../../test/support/users.ts';
import { environmentOf } from '../support/environment.ts';

const bucket = 'cognito-kit-local';
const own = (identityId: string) => `private/${identityId}/`;

function Files({ identityId }: { identityId: () => Promise<string> }) {
  const { upload, status, progress } = useUpload({ bucket });
  const objects = useObjects({ bucket, prefix: own });
  const send = async (file: File) => upload(own(await identityId()) + file.name, file);
  return (
    <div style={{ padding: 32, font: '15px/22px system-ui', color: 'light-dark(#0e1d20, #ecf1f1)' }}>
      <h1>My files</h1>
      <label>
        Add a file{' '}
        <input
          type="file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void send(file);
          }}
        />
      </label>
      <output style={{ display: 'block' }}>
        {status} {progress ? `${progress.loaded} of ${progress.total} bytes` : ''}
      </output>
      <ul>
        {objects.data?.map(({ Key, Size }) => (
          <li key={Key}>
            {Key?.split('/').at(-1)}: {Size} bytes
          </li>
        ))}
      </ul>
    </div>
  );
}

const meta = {
  title: 'Hooks/Upload',
  component: Files,
  args: { identityId: async () => '' },
  render: (_, { loaded }) => (
    <Authenticator>
      <Files identityId={async () => (await environmentOf(loaded).cognito.credentials()).identityId} />
    </Authenticator>
  ),
} satisfies Meta<typeof Files>;
export default meta;

export const UserUploadsToOwnPrefix: StoryObj<typeof meta> = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, ada);
    const input = await user.canvas.findByLabelText(/add a file/i, {}, { timeout: 10_000 });
    await userEvent.upload(input, new File(['hello there'], 'hello.txt', { type: 'text/plain' }));
    await waitFor(() => expect(user.canvas.getByRole('status')).toHaveTextContent('success 11 of 11 bytes'), {
      timeout: 10_000,
    });
    await user.waitForText(/hello.txt: 11 bytes/);
  },
};
