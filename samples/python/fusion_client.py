#!/usr/bin/env python3
"""A client of the Fusion REST interface in one file, with nothing but Python's standard library (3.8 or later).

    client = FusionClient("http://127.0.0.1:8080", "c1", key)
    client.create("iris")
    client.learn("iris", names, types, rows)
    client.explore("iris", "uni", [{"inputAttributeNames": ["sepal_length"]}])
    client.wait(client.build("iris", "m", "lda", inputs=["petal_length"], targets=["Iris_setosa"]))
    client.predict("iris", "m", ["petal_length"], [["1.4"]])

Run as a program it does that with the iris data:

    FUSION_URL=http://127.0.0.1:8080 FUSION_CID=c1 FUSION_KEY=... python3 fusion_client.py Iris_rtlm.csv
"""

import base64
import csv
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid


class FusionError(Exception):
    """The server declined a request, or a job failed: ``status`` is the HTTP status, ``text`` what the server said."""

    def __init__(self, status, text):
        super().__init__(f"{status}: {text}")
        self.status = status
        self.text = text


class FusionClient:
    """Calls the interface as one user."""

    def __init__(self, url, cid, key, timeout=60.0):
        """``url`` is the server's, ``cid`` the user name, ``key`` the secret key as issued (Base64), ``timeout`` in seconds."""
        self._url = url.rstrip("/")
        self._cid = cid
        self._key = key
        self._timeout = timeout

    def create(self, pid, parameters=None, **query):
        """Creates an empty project; ``query`` may hold ``type``, ``persist`` and ``enableHistogram``."""
        self.call("POST", ["projects"], {"pid": pid, **query}, parameters or {})

    def projects(self):
        """Names of the user's projects."""
        return self.call("GET", ["projects", "list"])["stringList"]["values"]

    def info(self, pid):
        """What a project holds."""
        return self.call("GET", ["projects", pid, "info"])["smlInfo"]

    def delete(self, pid):
        """Removes a project with its models."""
        self.call("DELETE", ["projects", pid])

    def learn(self, pid, names, types, rows, batch=None):
        """Learns rows; returns when they are durable. ``types`` is a letter per column: C, B, T, ... The same ``batch`` counts once."""
        self._update(pid, "learn", names, types, rows, batch)

    def forget(self, pid, names, types, rows, batch=None):
        """Takes learned rows away again, as if they had never been learned."""
        self._update(pid, "forget", names, types, rows, batch)

    def explore(self, pid, metric, contexts):
        """Computes a metric for each context; returns a dictionary of numbers for each."""
        answer = self.call("POST", ["projects", pid, "explore"], {"metric": metric, "returnProjectInfo": "false"}, {"values": contexts})
        return answer["KSVDMap"]["values"]

    def build(self, pid, model, algorithm, inputs, targets, parameters=None):
        """Starts the build of a model; returns the job's number."""
        context = {"inputAttributeNames": inputs, "targetAttributeNames": targets, "extraParameters": parameters or {}}
        _, headers, _ = self._send("POST", ["projects", pid, "build"], {"modelid": model, "algo": algorithm}, context)
        return int(headers["sym-job-id"])

    def wait(self, job, pause=0.05, longest_pause=1.0):
        """Waits for the end of a job; returns its result."""
        while True:
            status, _, values = self._send("GET", ["jobs", str(job)])
            if status != 202:
                return values
            time.sleep(pause)
            pause = min(2 * pause, longest_pause)

    def predict(self, pid, model, names, rows):
        """Predicts rows; returns a dictionary of texts for each."""
        answer = self.call("POST", ["projects", pid, "predict", model], None, {"attributeNames": names, "data": rows})
        return answer["KSVSMap"]["values"]

    def call(self, verb, segments, query=None, body=None, headers=None):
        """Any other call: ``segments`` of the path below the user, ``query`` a dictionary, ``body`` JSON. Returns the answer's values."""
        return self._send(verb, segments, query, body, headers)[2]

    def _update(self, pid, verb, names, types, rows, batch):
        frame = {"attributeNames": names, "attributeTypes": types, "data": rows}
        self.call("POST", ["projects", pid, verb], None, frame, {"Idempotency-Key": batch or uuid.uuid4().hex})

    def _send(self, verb, segments, query=None, body=None, headers=None):
        path = "/symetry/rest/" + "/".join(urllib.parse.quote(part, safe="") for part in [self._cid, *segments])
        text = urllib.parse.urlencode(query or {}, quote_via=urllib.parse.quote)
        content = b"" if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path + ("?" + text if text else ""), data=content or None, method=verb)
        for name, value in {**self._sign(verb, path, text, content), **(headers or {})}.items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                return answer.status, answer.headers, json.load(answer).get("values", {})
        except urllib.error.HTTPError as declined:
            raise FusionError(declined.code, _reason(declined)) from None

    def _sign(self, verb, path, query, content):
        date = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()) + ";000000000"
        md5 = base64.b64encode(hashlib.md5(content).digest()).decode() if content else ""
        lines = [verb, md5, self._key, date, self._cid]
        if content:
            lines.append(content.decode())
        lines.append(path)
        if query:
            lines.append(query)
        text = "".join(line + "\n" for line in lines)
        signature = hmac.new(base64.b64decode(self._key), text.encode(), hashlib.sha256).digest()
        signed = {"sym-date": date, "Authorization": base64.b64encode(signature).decode()}
        return {**signed, "Content-MD5": md5, "Content-Type": "application/json"} if content else signed


def _reason(declined):
    try:
        return json.load(declined)["statusString"]
    except (ValueError, KeyError):
        return declined.reason


def main(path):
    """Learns the iris data, forgets and learns its first ten rows, explores, builds a model and predicts with it."""
    client = FusionClient(os.environ["FUSION_URL"], os.environ["FUSION_CID"], os.environ["FUSION_KEY"])
    with open(path, newline="", encoding="utf-8") as file:
        names, *rows = list(csv.reader(file))
    types = ["C"] * 4 + ["B"] * (len(names) - 4)

    client.create("python-iris")
    client.learn("python-iris", names, types, rows)
    client.forget("python-iris", names, types, rows[:10])
    print("rows without the first ten:", count(client))
    client.learn("python-iris", names, types, rows[:10])
    print("rows:", count(client))

    length = client.explore("python-iris", "uni", [{"inputAttributeNames": ["sepal_length"]}])[0]
    print(f"sepal length: mean {length['mean']:.4f}, standard deviation {length['stddev']:.4f}")

    inputs = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
    client.wait(client.build("python-iris", "setosa", "lda", inputs, ["Iris_setosa"]))
    predicted = client.predict("python-iris", "setosa", names, rows)
    target = names.index("Iris_setosa")
    right = sum(result["res"] == row[target] for result, row in zip(predicted, rows))
    print(f"setosa told apart: {right} of {len(rows)}")
    client.delete("python-iris")


def count(client):
    """Rows of the example's project."""
    return int(client.explore("python-iris", "uni", [{"inputAttributeNames": ["sepal_length"]}])[0]["count"])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: FUSION_URL=... FUSION_CID=... FUSION_KEY=... python3 fusion_client.py Iris_rtlm.csv")
    main(sys.argv[1])
