(function () {
  "use strict";
  var tip = document.getElementById("tip");
  document.querySelectorAll("svg[data-hover]").forEach(function (svg) {
    var data = JSON.parse(svg.getAttribute("data-hover"));
    var guide = svg.querySelector(".guide");
    function nearest(places, x) {
      var low = 0, high = places.length - 1;
      while (high - low > 1) {
        var middle = (low + high) >> 1;
        if (places[middle] < x) { low = middle; } else { high = middle; }
      }
      return Math.abs(places[low] - x) <= Math.abs(places[high] - x) ? low : high;
    }
    svg.addEventListener("pointermove", function (event) {
      var box = svg.getBoundingClientRect();
      var x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
      var place = null, lines = [];
      data.s.forEach(function (series) {
        var i = nearest(series.p, x);
        if (place === null) { place = series.p[i]; lines.push(data.x + " " + series.x[i]); }
        if (Math.abs(series.p[i] - place) < 12) { lines.push(series.n + ": " + series.y[i]); }
      });
      guide.setAttribute("x1", place);
      guide.setAttribute("x2", place);
      guide.style.visibility = "visible";
      tip.textContent = lines.join("\n");
      tip.style.display = "block";
      var left = event.clientX + 14;
      tip.style.left = Math.min(left, window.innerWidth - tip.offsetWidth - 8) + "px";
      tip.style.top = Math.max(8, event.clientY - tip.offsetHeight - 10) + "px";
    });
    svg.addEventListener("pointerleave", function () {
      guide.style.visibility = "hidden";
      tip.style.display = "none";
    });
  });
})();
