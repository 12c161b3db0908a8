import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { Host, freePort } from './host.ts';

/** nginx as `docs/remote.md` sets it up, with a certificate of the moment. */
async function proxy(
  folder: string,
  port: number,
  behind: number,
  console_?: { port: number; behind: number },
): Promise<ChildProcess> {
  const [certificate, key] = [join(folder, 'own.pem'), join(folder, 'own.key')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject];
  execFileSync('openssl', [...request, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const file = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  await writeFile(
    file,
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
     http { access_log off; ${temporary.join(' ')} server {
       listen 127.0.0.1:${port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${key};
       location / {
         proxy_pass http://127.0.0.1:${behind}; proxy_http_version 1.1;
         proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;
         proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";
         proxy_read_timeout 60s;
       } }
       ${
         console_ === undefined
           ? ''
           : `server { listen 127.0.0.1:${console_.port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${key};
         location / {
           proxy_pass http://127.0.0.1:${console_.behind}; proxy_http_version 1.1; proxy_buffering off;
           proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;
         } }`
       } }`,
  );
  return spawn('nginx', ['-c', file, '-p', folder], { stdio: 'inherit' });
}

test('a phone joins through nginx with TLS, and its answer arrives', async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-proxy-'));
  const [front, behind] = [await freePort(), await freePort()];
  const url = `https://127.0.0.1:${front}`;
  const more = ['--public-url', url, '--join-listen', `127.0.0.1:${behind}`];
  const host = await Host.start([...more, '--trusted-proxy', '127.0.0.1/32']);
  const nginx = await proxy(folder, front, behind);
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 390, height: 844 },
  });
  try {
    const workshop = await host.api.create('Far apart');
    await host.api.send(workshop, { type: 'room', room: { type: 'open', address: null } });
    const { announcement } = (await host.api.session(workshop)).room;
    expect(announcement?.link.startsWith(`${url}/#`)).toBe(true);
    expect(announcement?.encrypted, 'the room says that the way is encrypted').toBe(true);
    const phone = await context.newPage();
    const sockets: string[] = [];
    phone.on('websocket', (socket) => sockets.push(socket.url()));
    await expect(async () => {
      await phone.goto(announcement?.link ?? url);
    }).toPass();
    await phone.getByLabel('Name, or any alias').fill('Noor');
    await phone.getByText('Design', { exact: true }).click();
    await phone.getByRole('button', { name: 'Join as Noor' }).click();
    await expect(phone.getByText('Look at the big screen')).toBeVisible();
    expect(sockets.every((address) => address.startsWith('wss:'))).toBe(true);
    await host.api.send(workshop, { type: 'advance', note: 'We begin.' });
    await host.api.send(workshop, { type: 'ask_frame', question: 'job' });
    await phone.getByLabel('Your answer').fill('Meet without travelling.');
    await phone.getByRole('button', { name: /Send my answer/ }).click();
    await expect.poll(async () => (await host.api.view(workshop)).frameAsks[0]?.answered).toBe(1);
  } finally {
    await context.close();
    nginx.kill('SIGTERM');
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a workshop is handed over through nginx with TLS, and the library stays on its computer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-proxy-'));
  const ports = { front: await freePort(), behind: await freePort(), console: await freePort() };
  const url = `https://console.example.org:${ports.console}`;
  const phones = [
    '--public-url',
    `https://127.0.0.1:${ports.front}`,
    '--join-listen',
    `127.0.0.1:${ports.behind}`,
  ];
  const host = await Host.start([...phones, '--announce', url]);
  const listen = Number(new URL(host.origin).port);
  const nginx = await proxy(folder, ports.front, ports.behind, { port: ports.console, behind: listen });
  // The name is this computer's for the browser of this test alone.
  const browser = await chromium.launch({
    executablePath: process.env['SEXTANT_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP console.example.org 127.0.0.1'],
  });
  try {
    const workshop = await host.api.create('Far apart');
    const giver = await browser.newPage();
    await host.console(giver, workshop);
    await giver.keyboard.press('Control+k');
    await giver.keyboard.type('co-facilitator');
    await giver.keyboard.press('Enter');
    await giver.getByLabel('Co-facilitator').fill('Hanna');
    await giver.getByRole('radio', { name: 'Hand it over' }).click();
    await giver.getByRole('button', { name: 'Make the link' }).click();
    const link = await giver.getByLabel('Link for one other device').inputValue();
    expect(link.startsWith(`${url}/console.html#k=`)).toBe(true);
    await expect(giver.getByText('The link leads over an encrypted address.')).toBeVisible();
    await expect(giver.getByRole('img', { name: /Code that opens this console/ })).toBeVisible();
    const taker = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    await expect(async () => {
      await taker.goto(link);
    }).toPass();
    await taker.getByRole('button', { name: 'Take the workshop over' }).click();
    await taker.getByRole('button', { name: /\+1 min/ }).click();
    await expect(giver.getByText('Hanna has this workshop.')).toBeVisible();
    const stranger = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    await stranger.goto(`${url}/console.html${new URL(host.address).hash}`);
    await expect(stranger.getByText('This link opens something else.'), 'the library').toBeVisible();
    await giver.getByRole('button', { name: 'Take it back' }).click();
    await expect(taker.getByText('This workshop was taken back')).toBeVisible();
  } finally {
    await browser.close();
    nginx.kill('SIGTERM');
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
