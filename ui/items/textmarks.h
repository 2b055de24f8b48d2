// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QObject>
#include <QPointer>
#include <QQuickTextDocument>
#include <QtQml/qqmlregistration.h>

class QSyntaxHighlighter;

namespace coffret {

/// Makes places of a TextEdit stand out as they do in a list: bold, underlined, in a colour. The text stays as it is.
/// Made by QML, main thread.
class TextMarks : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickTextDocument *document READ document WRITE setDocument NOTIFY changed)
    /// A start and a length for each, in order.
    Q_PROPERTY(QList<int> marks READ marks WRITE setMarks NOTIFY changed)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY changed)
public:
    explicit TextMarks(QObject *parent = nullptr);

    [[nodiscard]] QQuickTextDocument *document() const { return m_document; }
    void setDocument(QQuickTextDocument *document);
    [[nodiscard]] QList<int> marks() const { return m_marks; }
    void setMarks(const QList<int> &marks);
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor &color);

Q_SIGNALS:
    void changed();

private:
    class Highlighter;
    void renew();

    QPointer<QQuickTextDocument> m_document;
    QPointer<QSyntaxHighlighter> m_highlighter; ///< owned by what it marks
    QList<int> m_marks;
    QColor m_color;
};

} // namespace coffret
