/** The page's script: hydrates the server's HTML, beginning with the session that the server sent. */
import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App, createPageClient } from './app.js';

const root = document.getElementById('root');
const state = document.getElementById('state');
if (!root || !state)
  throw new Error('The page has no #root or #state. Load it from server.js, which renders both.');

const { ids, ...rest } = JSON.parse(state.textContent);
hydrateRoot(root, createElement(App, { client: createPageClient(ids), ...rest }));
