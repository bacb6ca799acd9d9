// Before `npm start`: installs what the lock file names, only when what is installed does not match it. Needs nothing installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Footbridge needs Node 20.19 or newer. This is Node ${process.versions.node}.`);
  process.exit(1);
}

/** npm writes the installed tree to a hidden lock file; every package of ours must be there at the same version. */
function matches() {
  const hidden = new URL('../node_modules/.package-lock.json', import.meta.url);
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, dev, optional }]) => {
    const found = installed[path];
    return path === '' || dev || (optional && !found) || found?.version === version;
  });
}

if (!matches()) {
  const started = Date.now();
  console.log('Installing what Footbridge needs …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(
      'The installation failed. Check that the npm registry can be reached, then run npm start again.',
    );
    process.exit(status ?? 1);
  }
  console.log(`Installed (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}
