import { render } from 'preact';
import { followTheme } from './store/look.js';
import { App } from './view/app.js';

const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no element with the id "app".');

followTheme();
render(<App />, root);
