/** A plug-in was stopped because it did not come to an end; it is not asked again. */
export class Endless extends Error {
  override name = 'Endless';
}
