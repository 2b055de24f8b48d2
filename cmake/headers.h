// SPDX-License-Identifier: GPL-3.0-or-later
// See CoffretHeaders.cmake.
#pragma once

#include <QAbstractListModel>
#include <QCoroFuture>
#include <QCoroTask>
#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QPromise>
#include <QSet>
#include <QThreadPool>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <tl/expected.hpp>
#include <vector>
