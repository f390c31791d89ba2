import { payload } from '../messaging/index.js';

/** The Get Started button of a new conversation. */
export const GetStarted = payload('GET_STARTED');

// Where the ways on lead. These payloads belong to the features named; a feature never imports another one.
export const TrackOrder = payload('FLOW_TRACK_ORDER'); // orders
export const BrowseProducts = payload('PRODUCTS_BROWSE'); // products
export const Support = payload('MENU_SUPPORT', { version: 2, accepts: [1] }); // support
