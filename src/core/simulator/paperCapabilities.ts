import type { Capabilities, VenueCapabilities } from '../execution/capabilities.ts';
import type { PaperSpot } from '../facts/settings.ts';

const PERPETUAL: Capabilities = {
  locksBalance: false,
  orderLists: false,
  amend: false,
  reduceOnly: true,
  timeInForce: ['GTC', 'GTX'],
  feeAsset: 'quote',
};

/** What the paper venue can do. Its spot side is as strict as an exchange's unless it is asked to be kind. */
export const capabilitiesOf = (spot: PaperSpot): VenueCapabilities => ({
  perpetual: PERPETUAL,
  spot: { ...PERPETUAL, locksBalance: spot !== 'free', orderLists: spot === 'lists' },
});
