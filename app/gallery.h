// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlApplicationEngine>
#include <QTimer>

class QQuickWindow;

namespace coffret {

/// Shows every control in every state, and saves a picture of each page in every palette when a folder is given. Owned
/// by Application, main thread.
class Gallery : public QObject
{
    Q_OBJECT
public:
    explicit Gallery(QString folder, QObject *parent = nullptr);
    ~Gallery() override;
    [[nodiscard]] bool start(); ///< false when the window is put together wrongly

private Q_SLOTS:
    void pose();

private:
    void begin();
    void takePicture();
    [[nodiscard]] QString pictureName() const;
    [[nodiscard]] QStringList twinsIn(const QImage &picture) const; ///< controls that look the same in two states
    [[nodiscard]] QQuickWindow *window() const;

    QString m_folder;
    QQmlApplicationEngine m_engine;
    QTimer m_timer;
    int m_picture = 0;
    bool m_hasTwins = false;
};

} // namespace coffret
