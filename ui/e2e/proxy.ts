import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Host, freePort } from './host.ts';

/** nginx as `docs/remote.md` sets it up, with a certificate of the moment. */
async function proxy(folder: string, port: number, behind: number): Promise<ChildProcess> {
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
       } } }`,
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
