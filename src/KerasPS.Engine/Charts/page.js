(() => {
    const data = JSON.parse(document.getElementById('data').textContent);
    const charts = [...document.querySelectorAll('svg.chart')];
    const rows = [...document.querySelectorAll('tbody tr')];
    const tip = document.getElementById('tip');
    const text = value => value === null ? '–' : typeof value === 'string' ? value : Number(value.toPrecision(5)).toString();
    const nearest = (chart, clientX) => {
        const box = chart.getBoundingClientRect();
        const place = chart.dataset;
        const x = (clientX - box.left) / box.width * chart.viewBox.baseVal.width;
        const share = (x - place.left) / place.width;
        const epoch = Number(place.first) + share * (place.last - place.first);
        let found = 0;
        data.epoch.forEach((value, i) => { if (Math.abs(data.epoch[found] - epoch) > Math.abs(value - epoch)) found = i; });
        return found;
    };
    const show = index => {
        rows.forEach((row, i) => row.classList.toggle('on', i === index));
        charts.forEach((chart, number) => {
            const place = chart.dataset;
            const span = place.last - place.first;
            const share = span === 0 ? 0.5 : (data.epoch[index] - place.first) / span;
            const x = Number(place.left) + share * place.width;
            const cross = chart.querySelector('.cross');
            cross.setAttribute('x1', x);
            cross.setAttribute('x2', x);
            cross.style.visibility = 'visible';
            chart.querySelectorAll('.dot').forEach((dot, i) => {
                const value = data.charts[number][i].values[index];
                const isNumber = typeof value === 'number';
                dot.style.visibility = isNumber ? 'visible' : 'hidden';
                if (!isNumber) return;
                const scale = place.scale === 'log' ? Math.log10 : y => y;
                const height = (scale(value) - scale(Number(place.least))) / (scale(Number(place.most)) - scale(Number(place.least)));
                dot.setAttribute('cx', x);
                dot.setAttribute('cy', Number(place.top) + (1 - height) * place.height);
            });
        });
    };
    const hide = () => {
        tip.hidden = true;
        rows.forEach(row => row.classList.remove('on'));
        document.querySelectorAll('.cross, .dot').forEach(part => { part.style.visibility = 'hidden'; });
    };
    charts.forEach((chart, number) => {
        chart.addEventListener('pointermove', event => {
            const index = nearest(chart, event.clientX);
            show(index);
            tip.replaceChildren();
            const head = document.createElement('b');
            head.textContent = 'epoch ' + data.epoch[index];
            tip.append(head);
            data.charts[number].forEach(curve => {
                const line = document.createElement('span');
                const name = document.createElement('i');
                const value = document.createElement('b');
                name.textContent = curve.name;
                value.textContent = text(curve.values[index]);
                line.append(name, value);
                tip.append(line);
            });
            tip.hidden = false;
            const beyond = event.clientX + tip.offsetWidth + 24 > window.innerWidth;
            tip.style.left = (beyond ? event.clientX - tip.offsetWidth - 16 : event.clientX + 16) + 'px';
            tip.style.top = (event.clientY + 16) + 'px';
        });
        chart.addEventListener('pointerleave', hide);
    });
    rows.forEach((row, index) => {
        row.addEventListener('pointerenter', () => show(index));
        row.addEventListener('pointerleave', hide);
    });
})();
