(function () {
  'use strict';
  var facts = JSON.parse(document.getElementById('facts').textContent);
  var form = document.getElementById('ballot');
  var person = document.getElementById('person');
  var said = document.getElementById('said');
  var cells = Array.prototype.slice.call(form.querySelectorAll('fieldset'));
  var slot = ['sextant-ballot', facts.workshop, facts.round, facts.person ? facts.person.id : ''].join(' ');
  var keeps = true;
  var last = null;

  function markOf(cell) {
    var checked = cell.querySelector('input[type=radio]:checked');
    return checked ? checked.value : null;
  }
  function reasonOf(cell) {
    return cell.querySelector('.reason input').value.trim();
  }
  function missing() {
    return cells.filter(function (cell) {
      return markOf(cell) === null;
    });
  }
  function tell(text) {
    said.textContent = text;
  }
  function count() {
    var done = cells.length - missing().length;
    tell(done + ' of ' + cells.length + ' marks.' + (keeps ? '' : ' This browser keeps nothing: finish in one go.'));
  }

  function keep() {
    var state = {
      person: person ? person.value : '',
      last: last,
      cells: cells.map(function (cell) {
        return [markOf(cell), reasonOf(cell)];
      }),
    };
    try {
      localStorage.setItem(slot, JSON.stringify(state));
    } catch (error) {
      keeps = false;
    }
  }
  function restore() {
    try {
      var state = JSON.parse(localStorage.getItem(slot) || 'null');
      if (!state || state.cells.length !== cells.length) return;
      if (person) person.value = state.person;
      last = state.last;
      state.cells.forEach(function (kept, at) {
        var box = kept[0] === null ? null : cells[at].querySelector('input[value="' + kept[0] + '"]');
        if (box) box.checked = true;
        cells[at].querySelector('.reason input').value = kept[1];
      });
    } catch (error) {
      keeps = false;
    }
  }

  function hex(bytes) {
    return Array.prototype.map
      .call(bytes, function (byte) {
        return ('0' + byte.toString(16)).slice(-2);
      })
      .join('');
  }
  function utf8(text) {
    return Array.prototype.map.call(unescape(encodeURIComponent(text)), function (char) {
      return char.charCodeAt(0);
    });
  }
  function freshNumber() {
    var bytes = new Uint8Array(16);
    (window.crypto || window.msCrypto).getRandomValues(bytes);
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
  /* SHA-256 (FIPS 180-4). Browsers offer their own only to pages from a safe origin, and a file on
     a disk is not one everywhere. */
  function sha256(text) {
    var bytes = utf8(text);
    var words = [];
    var constants = [];
    var state = [];
    var length = bytes.length;
    for (var candidate = 2; constants.length < 64; candidate += 1) {
      var prime = true;
      for (var factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) prime = false;
      if (!prime) continue;
      if (state.length < 8) state.push((Math.pow(candidate, 1 / 2) * 4294967296) | 0);
      constants.push((Math.pow(candidate, 1 / 3) * 4294967296) | 0);
    }
    bytes.push(128);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (var place = 7; place >= 0; place -= 1) bytes.push(Math.floor((length * 8) / Math.pow(256, place)) & 255);
    function turn(word, by) {
      return (word >>> by) | (word << (32 - by));
    }
    for (var start = 0; start < bytes.length; start += 64) {
      for (var i = 0; i < 64; i += 1) {
        if (i < 16) {
          var at = start + i * 4;
          words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
        } else {
          var early = words[i - 15];
          var late = words[i - 2];
          var s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
          var s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
          words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
        }
      }
      var v = state.slice();
      for (var round = 0; round < 64; round += 1) {
        var e = v[4];
        var a = v[0];
        var sum1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
        var first = (v[7] + sum1 + ((e & v[5]) ^ (~e & v[6])) + constants[round] + words[round]) | 0;
        var sum0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
        var second = (sum0 + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]))) | 0;
        v = [(first + second) | 0, a, v[1], v[2], (v[3] + first) | 0, e, v[5], v[6]];
      }
      for (var part = 0; part < 8; part += 1) state[part] = (state[part] + v[part]) | 0;
    }
    return state
      .map(function (word) {
        return ('0000000' + (word >>> 0).toString(16)).slice(-8);
      })
      .join('');
  }

  function answerFile() {
    var chosen = facts.person || {
      id: person.value,
      name: person.options[person.selectedIndex].text,
    };
    var scores = cells.map(function (cell) {
      return {
        candidateId: cell.getAttribute('data-candidate'),
        criterion: cell.getAttribute('data-criterion'),
        level: markOf(cell),
        reason: reasonOf(cell),
      };
    });
    var answer = hex(utf8(JSON.stringify(scores)));
    /* Whoever answers here has their own count, and no file says that two people used one browser. */
    if (!last || !last.place || last.person !== chosen.id) {
      last = { person: chosen.id, place: freshNumber(), edition: 0 };
    }
    /* The same answer keeps its number, so that the same file twice is known for one; the count says
       which of two answers is the later one. */
    if (last.answer !== answer) {
      last.answer = answer;
      last.number = freshNumber();
      last.edition += 1;
    }
    var head = [facts.format, facts.version, facts.workshop, facts.round, chosen.id, last.number];
    head = head.concat([last.place, last.edition]);
    var file = {
      format: facts.format,
      version: facts.version,
      workshop: facts.workshop,
      round: facts.round,
      person: chosen.id,
      name: chosen.name,
      ballot: last.number,
      place: last.place,
      edition: last.edition,
      answer: answer,
      checksum: sha256(head.concat(answer).join('\n')),
    };
    return { name: chosen.name, text: JSON.stringify(file) };
  }
  function save(file) {
    var plain = file.name.toLowerCase().replace(/[\s\\/:*?"<>|.]+/g, '-').slice(0, 40);
    var name = 'ballot-' + plain + '-round-' + facts.round + '.sextant-ballot';
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file.text], { type: 'application/octet-stream' }));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    return name;
  }

  form.addEventListener('change', function (event) {
    var cell = event.target.closest ? event.target.closest('fieldset') : null;
    if (cell) cell.classList.remove('open');
    keep();
    count();
  });
  form.addEventListener('input', keep);
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    if (person && person.value === '') {
      person.focus();
      tell('Choose your name first.');
      return;
    }
    var open = missing();
    open.forEach(function (cell) {
      cell.classList.add('open');
    });
    if (open.length > 0) {
      open[0].querySelector('input').focus();
      tell(open.length + (open.length === 1 ? ' mark is' : ' marks are') + ' missing. “?” is a mark too.');
      return;
    }
    var name = save(answerFile());
    keep();
    tell('Saved as ' + name + '. Send this file back to whoever sent you this page.');
  });
  document.getElementById('forget').addEventListener('click', function () {
    form.reset();
    last = null;
    try {
      localStorage.removeItem(slot);
    } catch (error) {
      keeps = false;
    }
    count();
  });
  restore();
  keep();
  count();
})();
