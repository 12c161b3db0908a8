/** Geometry of the 60° limb: a sixth of a circle, hanging from its two ends. */
export interface LimbSize {
  radius: number;
  /** Height of the two ends above the ground of the drawing. */
  top: number;
  minor: number;
  medium: number;
  major: number;
  textOut: number;
  font: number;
  stroke: number;
  pointer: { halfWidth: number; height: number; lift: number };
  /** Finer minor ticks fit on the wall. */
  fine: boolean;
}

export const panelLimb: LimbSize = {
  radius: 250,
  top: 24,
  minor: 4.32,
  medium: 7.44,
  major: 12,
  textOut: 21.5,
  font: 10,
  stroke: 1,
  pointer: { halfWidth: 6.12, height: 12.48, lift: 1.5 },
  fine: false,
};

export const wallLimb: LimbSize = {
  radius: 1000,
  top: 64,
  minor: 9.36,
  medium: 16.1,
  major: 26,
  textOut: 46.9,
  font: 22,
  stroke: 1.3,
  pointer: { halfWidth: 16.32, height: 33.28, lift: 1.95 },
  fine: true,
};

export interface Limb {
  viewBox: string;
  track: string;
  minor: string;
  major: string;
  used: string;
  labels: { x: number; y: number; text: string }[];
  pointer: { transform: string; path: string };
}

const round = (n: number): number => Math.round(n * 100) / 100;

/** Seconds between labels, between edge ticks and between fine ticks. */
function steps(total: number, fine: boolean): { label: number; medium: number; minor: number } {
  if (total <= 120) return { label: 60, medium: 60, minor: 10 };
  if (total <= 360) return { label: 60, medium: 60, minor: 15 };
  if (total <= 960) return { label: 300, medium: 60, minor: fine ? 20 : 30 };
  if (total <= 2400) return { label: 600, medium: 300, minor: 60 };
  return { label: 900, medium: 300, minor: 60 };
}

/** The whole drawing for `left` seconds of `total`. */
export function limb(left: number, total: number, size: LimbSize): Limb {
  const { radius } = size;
  const centreX = radius / 2;
  const centreY = size.top - radius * Math.cos(Math.PI / 6);
  const whole = Math.max(total, 1);
  const at = (seconds: number, out = 0): [number, number] => {
    const share = Math.min(Math.max(seconds / whole, 0), 1);
    const angle = ((share - 0.5) * Math.PI) / 3;
    return [
      round(centreX + (radius + out) * Math.sin(angle)),
      round(centreY + (radius + out) * Math.cos(angle)),
    ];
  };
  const tick = (seconds: number, length: number): string => {
    const [x1, y1] = at(seconds);
    const [x2, y2] = at(seconds, length);
    return `M${x1},${y1}L${x2},${y2}`;
  };

  const step = steps(whole, size.fine);
  let minor = '';
  let major = '';
  const labels: Limb['labels'] = [];
  const mark = (seconds: number): void => {
    const [x, y] = at(seconds, size.textOut);
    const minutes = seconds / 60;
    const text = Number.isInteger(minutes)
      ? String(minutes)
      : `${Math.floor(minutes)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
    labels.push({ x, y: round(y + size.font * 0.35), text });
  };
  for (let s = 0; s < whole; s += step.minor) {
    if (s % step.medium !== 0) minor += tick(s, size.minor);
  }
  for (let s = 0; s < whole; s += step.medium) {
    if (s === 0 || (s % step.label === 0 && whole - s >= step.label / 2)) {
      major += tick(s, size.major);
      mark(s);
    } else {
      major += tick(s, size.medium);
    }
  }
  major += tick(whole, size.major);
  mark(whole);

  const [startX, startY] = at(0);
  const [endX, endY] = at(whole);
  const [x, y] = at(left);
  const turn = round(-(Math.min(Math.max(left / whole, 0), 1) - 0.5) * 60);
  const { halfWidth, height, lift } = size.pointer;
  const lowest = round(centreY + radius);
  return {
    viewBox: `${-radius / 20} 0 ${radius * 1.1} ${round(lowest + size.textOut + size.font * 0.55)}`,
    track: `M${startX},${startY}A${radius} ${radius} 0 0 0 ${endX},${endY}`,
    minor,
    major,
    used: left > 0 ? `M${startX},${startY}A${radius} ${radius} 0 0 0 ${x},${y}` : '',
    labels,
    pointer: {
      transform: `rotate(${turn} ${x},${y})`,
      path: `M${x} ${round(y - lift)}l${-halfWidth} ${-height}h${halfWidth * 2}z`,
    },
  };
}

/** `4:32`; hours only when there are any. */
export function clockFace(seconds: number): string {
  const whole = Math.abs(Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** What the timer says aloud at this second, politely and rarely. */
export function announcement(left: number, total: number): string {
  if (left === 0) return 'Time is up';
  if (left === 30) return '30 seconds left';
  if (left === 120) return '2 minutes left';
  if (total > 240 && left === Math.round(total / 2)) return 'Half of the time is left';
  return '';
}
