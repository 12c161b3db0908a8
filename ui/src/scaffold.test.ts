import { expect, test } from 'vitest';
test('the runner runs', () => expect(1).toBe(1));
