/** The page's script: takes over what the server rendered, and begins with who the server said is here. */
import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App, createPageClient } from './app.js';

const place = document.getElementById('root');
const state = document.getElementById('state');
if (!place || !state) throw new Error('This script belongs to a page that server.js has rendered.');

const { ids, ...rest } = JSON.parse(state.textContent);
hydrateRoot(place, createElement(App, { client: createPageClient(ids), ...rest }));
