// jsdom has no layout, so it lacks this method; the palette calls it through a guard, tests need none.
if (typeof Element.prototype.scrollIntoView !== 'function') {
  Element.prototype.scrollIntoView = () => undefined;
}
