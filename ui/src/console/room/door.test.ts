import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { RoomAddress } from '$lib/bindings/index.ts';
import { Workshop } from '../workshop.svelte.ts';
import Door from './Door.svelte';
import { room } from './a-room.ts';

afterEach(cleanup);

const wifi: RoomAddress = { interface: 'wlan0', address: '192.168.1.20', likely: true };
const bridge: RoomAddress = { interface: 'docker0', address: '172.17.0.1', likely: false };

function workshopIn(addresses: RoomAddress[]): { workshop: Workshop; send: ReturnType<typeof vi.fn> } {
  const workshop = new Workshop('w');
  vi.spyOn(workshop, 'ask').mockResolvedValue({ type: 'room_addresses', addresses });
  const send = vi.fn().mockResolvedValue(true);
  vi.spyOn(workshop, 'send').mockImplementation(send);
  return { workshop, send };
}

it('says_plainly_that_without_a_network_one_device_is_passed_around', async () => {
  const { workshop } = workshopIn([]);
  render(Door, { workshop, room: room([], { announcement: null }) });
  expect(await screen.findByText(/in no network/)).toBeTruthy();
  expect(screen.getByText(/Work on this one device/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Open room/ })).toBeNull();
});

it('opens_at_the_likeliest_address_unless_another_one_is_picked', async () => {
  const { workshop, send } = workshopIn([wifi, bridge]);
  render(Door, { workshop, room: room([], { announcement: null }) });
  const networks = await screen.findByLabelText<HTMLSelectElement>('Network that the phones are in');
  expect(networks.value).toBe('192.168.1.20');
  screen.getByRole('button', { name: /Open room/ }).click();
  expect(send).toHaveBeenCalledWith({ type: 'room', room: { type: 'open', address: '192.168.1.20' } });
});

it('shows_code_address_and_what_the_way_to_the_room_is', async () => {
  const { workshop } = workshopIn([wifi]);
  render(Door, { workshop, room: room([]) });
  expect(await screen.findByRole('img', { name: 'Code to join with a phone' })).toBeTruthy();
  expect(screen.getByText('HQ7 K3M')).toBeTruthy();
  expect(screen.getByText(/plain HTTP/)).toBeTruthy();
  expect(screen.getByText(/No phone has reached this computer yet/)).toBeTruthy();
  expect(screen.getByText('Guest network')).toBeTruthy();
});

it('asks_before_it_closes', async () => {
  const { workshop, send } = workshopIn([wifi]);
  render(Door, { workshop, room: room([]) });
  const close = await screen.findByRole('button', { name: /Close room/ });
  close.click();
  expect(send).not.toHaveBeenCalled();
  (await screen.findByRole('button', { name: /Phones lose the way/ })).click();
  expect(send).toHaveBeenCalledWith({ type: 'room', room: { type: 'close' } });
});
