export { WelcomeModule } from './welcome.module.js';
export { BrowseProducts, GetStarted, Support, TrackOrder } from './welcome.payloads.js';
